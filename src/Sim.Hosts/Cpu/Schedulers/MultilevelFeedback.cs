using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Multilevel feedback queues: who uses up its quantum sinks a level; from time to time all rise to the top again.</summary>
/// <remarks>
/// F. J. Corbató, M. Merwin-Daggett and R. C. Daley, "An experimental time-sharing system", AFIPS 1962, with the rules of
/// Arpaci-Dusseau, "Operating systems: three easy pieces", chapter 8: the highest level runs, in turn inside a level; the time
/// used counts across sleeps and preemptions, so a level cannot be kept by giving up just in time; all go to the top every reset.
/// The quantum doubles from level to level by default. A reset costs O(n log n), as it does there; all else O(log n), and a look at
/// every pCPU when one wakes.
/// </remarks>
[Plugin("mlfq", "Full quanta sink a level, lower levels run when higher ones are empty, all rise periodically.", Source = "Corbato et al. 1962; Arpaci-Dusseau, OSTEP, chapter 8")]
public sealed class MultilevelFeedback(MultilevelFeedbackOptions options) : IVcpuScheduler
{
    private const long Level = 1L << 48; // above any number in line
    private const double LongestQuantum = 1e13;

    private CpuHost _host = null!;
    private SharedQueue _queue = null!;
    private RunningRanks _ranks = null!;
    private long[] _quantum = []; // by level
    private int[] _level = []; // by vCPU
    private long[] _left = []; // by vCPU, of its quantum at this level
    private long[] _key = []; // by vCPU: level and number in line
    private long[] _booked = [];
    private int[] _line = []; // by place: scratch of a reset
    private long _number;

    /// <summary>The level of a vCPU, 0 the highest.</summary>
    public int LevelOf(int vcpu) => _level[vcpu];

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue = new SharedQueue(host);
        _ranks = new RunningRanks(host);
        (_level, _line) = (new int[host.Vcpus], new int[host.Vcpus]);
        (_left, _key, _booked) = (new long[host.Vcpus], new long[host.Vcpus], new long[host.Vcpus]);
        _quantum = new long[options.Levels];
        double quantum = options.Quantum.Nanoseconds;
        for (int level = 0; level < options.Levels; level++, quantum = Math.Min(quantum * options.Growth, LongestQuantum))
        {
            _quantum[level] = (long)quantum;
        }

        Array.Fill(_left, _quantum[0]);
        host.SetTimer(host.Now + options.Reset.Nanoseconds, 0, 0);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        AddLast(vcpu);
        _ranks.Place(vcpu, _level[vcpu] * Level);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        _ranks.Deciding(pcpu);
        if (previous >= 0)
        {
            bool spent = Charge(previous);
            if (reason == PickReason.Asked && !spent)
            {
                _queue.Add(previous, _key[previous]); // preempted: first of its level
            }
            else if (reason != PickReason.Blocked)
            {
                AddLast(previous);
            }
        }

        int vcpu = _queue.FirstFor(pcpu, reason == PickReason.Yielded ? previous : -1);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _queue.Remove(vcpu);
        _queue.OfferIdle();
        _ranks.Decided(pcpu, _level[vcpu] * Level);
        if (previous >= 0 && _queue.Has(previous))
        {
            _ranks.Place(previous, _level[previous] * Level);
        }

        _booked[vcpu] = _host.ServiceOf(vcpu);
        return new Choice(vcpu, _left[vcpu]);
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        _host.SetTimer(_host.Now + options.Reset.Nanoseconds, 0, 0);
        int waiting = 0;
        while (_queue.First >= 0)
        {
            _line[waiting++] = _queue.First;
            _queue.Remove(_queue.First);
        }

        for (int vcpu = 0; vcpu < _level.Length; vcpu++)
        {
            (_level[vcpu], _left[vcpu], _booked[vcpu]) = (0, _quantum[0], _host.ServiceOf(vcpu));
        }

        for (int i = 0; i < waiting; i++)
        {
            AddLast(_line[i]);
        }

        for (int pcpu = 0; pcpu < _host.Pcpus; pcpu++)
        {
            if (_host.CurrentOf(pcpu) is >= 0 and int vcpu)
            {
                _key[vcpu] = 0; // goes before all who waited
                _host.Ask(pcpu); // with a quantum of the top level
            }
        }
    }

    private bool Charge(int vcpu)
    {
        _left[vcpu] -= _host.ServiceOf(vcpu) - _booked[vcpu];
        if (_left[vcpu] > 0)
        {
            return false;
        }

        _level[vcpu] = Math.Min(_level[vcpu] + 1, _quantum.Length - 1);
        _left[vcpu] = _quantum[_level[vcpu]];
        return true;
    }

    private void AddLast(int vcpu)
    {
        _key[vcpu] = (_level[vcpu] * Level) + ++_number;
        _queue.Add(vcpu, _key[vcpu]);
    }
}
