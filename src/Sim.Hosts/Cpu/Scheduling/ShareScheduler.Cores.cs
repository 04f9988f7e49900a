namespace Sim.Hosts.Cpu.Scheduling;

/// <content>Cores that never run two units at once (side-channel-aware and core scheduling).</content>
public abstract partial class ShareScheduler
{
    private int[]? _unit; // by vCPU; null: anybody may share a core
    private long[] _coreSince = []; // by core: since when its present unit has it

    /// <summary>Whether those of a unit that run must all be on one core.</summary>
    protected virtual bool OneCorePerUnit => false;

    /// <summary>Who may share a core with whom: by vCPU, the first vCPU of its unit. Null: everybody with everybody.</summary>
    protected virtual int[]? Units() => null;

    private void StartCores()
    {
        _unit = Host.Topology.ThreadsPerCore > 1 ? Units() : null;
        _coreSince = new long[Host.Topology.Cores];
    }

    // A vCPU that runs on another thread of the pCPU's core, or -1.
    private int Neighbour(int pcpu)
    {
        int first = Host.Topology.FirstOfCore(Host.Topology.CoreOf[pcpu]);
        for (int thread = first; thread < first + Host.Topology.ThreadsPerCore; thread++)
        {
            if (thread != pcpu && Host.CurrentOf(thread) >= 0)
            {
                return Host.CurrentOf(thread);
            }
        }

        return -1;
    }

    // Whether the core is free for the vCPU's unit, and the unit nowhere else if it must be on one core.
    private bool Fits(int vcpu, int pcpu)
    {
        if (_unit is null)
        {
            return true;
        }

        int neighbour = Neighbour(pcpu);
        return (neighbour < 0 || _unit[neighbour] == _unit[vcpu]) && IsWithUnit(_unit, vcpu, pcpu);
    }

    private bool IsWithUnit(int[] unit, int vcpu, int pcpu)
    {
        if (!OneCorePerUnit)
        {
            return true;
        }

        for (int member = unit[vcpu]; member < unit.Length && unit[member] == unit[vcpu]; member++)
        {
            int at = Host.PcpuOf(member);
            if (member != vcpu && at >= 0 && Host.Topology.CoreOf[at] != Host.Topology.CoreOf[pcpu])
            {
                return false;
            }
        }

        return true;
    }

    // For a wake-up a core counts only if nobody is on the way to it, or the unit has it already.
    private bool MayWakeOn(int vcpu, int pcpu) =>
        _unit is null || (Fits(vcpu, pcpu) && (Host.IsCoreIdle(pcpu) || Neighbour(pcpu) >= 0));

    private long RestOfCore(int pcpu) =>
        _unit is null ? _quantum : _coreSince[Host.Topology.CoreOf[pcpu]] + _quantum - Host.Now;

    private void EndCore(int pcpu)
    {
        if (_unit is not null)
        {
            _coreSince[Host.Topology.CoreOf[pcpu]] = Host.Now - _quantum;
        }
    }

    // A core changes hands when its quantum is over and another unit is more entitled: first all threads idle, then one
    // of them takes the new unit's first vCPU, and asks the others.
    private int ChooseForCore(int pcpu)
    {
        int core = Host.Topology.CoreOf[pcpu];
        int neighbour = Neighbour(pcpu);
        if (neighbour < 0)
        {
            _coreSince[core] = Host.Now;
            return Choose(pcpu);
        }

        if (RestOfCore(pcpu) <= 0)
        {
            _coreSince[core] = Host.Now;
            if (Challenger(pcpu, Host.PcpuOf(neighbour)))
            {
                _coreSince[core] = Host.Now - _quantum;
                int first = Host.Topology.FirstOfCore(core);
                for (int thread = first; thread < first + Host.Topology.ThreadsPerCore; thread++)
                {
                    if (thread != pcpu && Host.CurrentOf(thread) >= 0)
                    {
                        Host.Ask(thread);
                    }
                }

                return -1;
            }
        }

        return Choose(pcpu);
    }

    // Whether somebody of another unit waits who is more entitled than the VM that has the core.
    private bool Challenger(int pcpu, int holder)
    {
        int[] unit = _unit!;
        _unit = null; // anybody
        int best = Choose(pcpu);
        _unit = unit;
        if (best < 0 || unit[best] == unit[Host.CurrentOf(holder)] || !IsWithUnit(unit, best, pcpu))
        {
            return false;
        }

        int vm = Host.VmOf(best);
        return _reserved[best] || vm == Host.VmOf(Host.CurrentOf(holder)) || LeadOf(holder, vm) > 0;
    }

    // Others of the unit may join on idle threads; and where the core falls idle, who may use only another thread may come.
    private void AskSiblings(int pcpu, int previous, int vcpu)
    {
        if (Host.ReadyCount == 0 || (vcpu < 0 && (previous < 0 || Neighbour(pcpu) >= 0)))
        {
            return;
        }

        int first = Host.Topology.FirstOfCore(Host.Topology.CoreOf[pcpu]);
        for (int thread = first; thread < first + Host.Topology.ThreadsPerCore; thread++)
        {
            if (thread != pcpu && Host.IsIdle(thread))
            {
                Host.Ask(thread);
            }
        }
    }
}
