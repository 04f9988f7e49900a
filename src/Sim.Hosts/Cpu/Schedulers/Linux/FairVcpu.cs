namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <summary>What a fair scheduler keeps of a vCPU: the kernel's sched_entity.</summary>
internal struct FairVcpu
{
    public long Weight;
    public long Time; // virtual, ns
    public long Rest; // of virtual time, in parts of the weight
    public long Deadline; // virtual; less Time where Relative
    public long Lag; // of one that is not queued, virtual ns
    public long MostLag;
    public long Protected; // until this virtual time nobody takes its pCPU
    public long Slice; // ns
    public long VirtualSlice;
    public long RanUntil; // when it last left a pCPU; for cache hotness
    public double Load; // average of what it weighed while runnable
    public long LoadAt;
    public int Vm;
    public int Queue; // the pCPU that it is queued at, or was
    public int SliceClass;
    public bool Queued;
    public bool Delayed; // asleep, but still queued
    public bool Held; // by a limit
    public bool WokeHeld; // it woke into that: it comes back as one that wakes
    public bool Relative;
    public bool Started;
}
