using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Hosts.Cpu.Machine;

// What the host knows of one vCPU.
internal struct VcpuRow
{
    public VcpuState State;
    public VcpuState Label; // the waiting state it enters when it leaves its pCPU runnable
    public int Vm;
    public int Pcpu; // where it runs, or -1
    public int LastPcpu; // where it ran last, or -1
    public int HomeNode; // -1 before it first ran
    public long Since; // in State, and booked up to then
    public long Entered; // when it entered State
    public long WaitSince; // since when it is runnable without running
    public long WokenAt; // -1: not waiting for its first run after a wake-up
    public long LeftAt; // when it last left a pCPU
    public long BlockedAt;
    public long PollWindow;
    public long Footprint;
}
