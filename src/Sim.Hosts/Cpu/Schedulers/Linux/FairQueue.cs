using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <summary>The run queue of a pCPU: the kernel's cfs_rq.</summary>
internal struct FairQueue
{
    public VcpuTree Tree; // who waits, by virtual time, with deadlines; not who runs
    public int Current; // who runs, or -1
    public int Count; // queued, who runs and who sleeps with a delayed dequeue included
    public int Runnable; // the same without those
    public long Weight; // of all queued
    public long RunnableWeight;
    public long Since; // the current one is booked up to here
    public long Chosen; // when the current one came
    public bool Resched; // a new choice is due
    public bool Retime; // the end of the current one's turn has changed
    public int Next; // buddy, or -1
    public int Last; // buddy, or -1
    public int Skip; // buddy, or -1
    public long Origin; // EEVDF: the mean, as of the last look
    public long Sum; // EEVDF: of weight x (virtual time - origin)
    public long MinTime; // CFS: min_vruntime
    public double Load; // average of the weights of those it has
    public long LoadAt;
    public int PushTo; // where the current one shall go, or -1
}
