namespace Sim.Hosts.Guests;

// The guest's own run queue of one vCPU.
internal struct GuestVcpu
{
    public int Current; // thread, or -1
    public ThreadQueue Ready;
    public long SliceLeft; // of Current, in ns on a pCPU
    public long SpunFor; // ns that Current has spun without a pause
}
