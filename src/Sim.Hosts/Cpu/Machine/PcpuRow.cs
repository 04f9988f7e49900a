using Sim.Kernel.Events;

namespace Sim.Hosts.Cpu.Machine;

// What the host knows of one pCPU.
internal struct PcpuRow
{
    public int Current; // vCPU, or -1
    public int Last; // vCPU that ran here last, or -1
    public int Rate; // speed in 1/65536 of the nominal one
    public bool Asked;
    public bool Exiting; // leaving idle
    public bool Polling; // Current has halted and polls
    public EventHandle Next;
    public long NextAt; // of Next; long.MaxValue: none
    public long SliceEnd;
    public long PollEnd; // while Polling
    public long Since; // progress is booked up to here
    public long Overhead; // ns of switch cost that Current still has to run through
    public long Dispatched; // since when Current runs here
    public long BusySince;
    public long Busy;
    public long Switches;
}
