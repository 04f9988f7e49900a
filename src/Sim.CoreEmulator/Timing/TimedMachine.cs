using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing;

/// <summary>A machine whose instructions are timed: each hart on a core of its own, all on one memory system.</summary>
/// <remarks>
/// The machine runs first, the pipelines learn afterwards what it did: timing never changes what a program computes. But its clocks are those of the cores,
/// so that timers, <c>rdcycle</c> and the order in which harts see each other's writes follow the timing. Of several harts the one whose clock is behind comes next.
/// </remarks>
internal sealed class TimedMachine : IStepper, IHartSchedule
{
    private const long QuantumAlone = 256;
    private const long QuantumAmongSeveral = 8;
    private const ulong ReservedLine = 63;
    private readonly Machine _machine;
    private readonly TimedHart[] _harts;

    /// <summary>Takes over a machine that has not run yet, or has run untimed.</summary>
    /// <param name="machine">The machine. It is not disposed of here.</param>
    /// <param name="configuration">Its cores.</param>
    /// <param name="parts">Where predictors, replacement policies and prefetchers are found.</param>
    public TimedMachine(Machine machine, CoreConfiguration configuration, PluginRegistry parts)
    {
        _machine = machine;
        Configuration = configuration;
        MemorySystem memory = new(configuration, machine.Harts.Count, parts);
        ulong start = machine.IsLinux ? 0 : Machine.RamStart;
        _harts =
        [
            .. machine.Harts.Select(hart => new TimedHart(
                hart, new CoreModel(configuration, memory.Ports[hart.Id], new MachinePageTables(hart), start, parts), this)),
        ];
        Cores = [.. _harts.Select(hart => hart.Model)];
        foreach (TimedHart hart in _harts)
        {
            hart.Hart.PerformanceCounts = new CorePerformanceCounts(hart.Model);
        }

        Mode = TimingMode.Timed;
    }

    /// <summary>The machine.</summary>
    public Machine Machine => _machine;

    /// <summary>What its cores are like.</summary>
    public CoreConfiguration Configuration { get; }

    /// <summary>The cores, by their harts' numbers.</summary>
    public IReadOnlyList<CoreModel> Cores { get; }

    /// <summary>Told of each marker that a hart passes, behind it: the hart's number, the marker's.</summary>
    public Action<int, int>? Marked { get; set; }

    /// <summary>Timed cycles of a core after which the machine pauses, behind the first instruction that retires then or later.</summary>
    public long MaxCycles { get; set; } = long.MaxValue;

    /// <summary>Whether it paused because a core has had its cycles.</summary>
    public bool IsOutOfCycles { get; private set; }

    /// <summary>What is made of the instructions. May be changed between runs and by <see cref="Marked"/>.</summary>
    public TimingMode Mode
    {
        get;
        set
        {
            field = value;
            bool watches = value != TimingMode.Functional;
            _machine.Stepper = watches ? this : null;
            _machine.Schedule = watches && _harts.Length > 1 ? this : null;
            foreach (TimedHart hart in _harts)
            {
                hart.Hart.Watcher = watches ? hart : null;
                hart.Forget();
                if (watches)
                {
                    hart.Model.Switch(value == TimingMode.Timed);
                    hart.SkipUntimed();
                }
            }
        }
    }

    /// <inheritdoc/>
    long IHartSchedule.Turn => QuantumAmongSeveral;

    /// <summary>Runs the program to its end, or so many steps of all harts together.</summary>
    public RunOutcome Run(ulong steps) => _machine.Run(steps);

    /// <summary>The same, without a word where only the steps are used up: null.</summary>
    public RunOutcome? RunQuietly(ulong steps) => _machine.RunQuietly(steps);

    /// <summary>Empties all caches, TLBs and predictors.</summary>
    public void GoCold()
    {
        foreach (CoreModel core in Cores)
        {
            core.GoCold();
        }
    }

    /// <inheritdoc/>
    long IStepper.Step(Hart hart, long most)
    {
        TimedHart timed = _harts[hart.Id];
        timed.CatchUp();
        long quantum = _harts.Length == 1 ? QuantumAlone : QuantumAmongSeveral;
        long steps = hart.Run(Math.Min(most, Mode == TimingMode.Timed ? CycleLimit.Batch(Left(timed), quantum) : quantum));
        timed.SetClock();
        if (Left(timed) <= 0 && Mode == TimingMode.Timed)
        {
            IsOutOfCycles = true;
            _machine.Pause();
        }

        return steps;
    }

    /// <inheritdoc/>
    int IHartSchedule.Next()
    {
        int next = 0;
        for (int i = 1; i < _harts.Length; i++)
        {
            if (_harts[i].Hart.Cycles < _harts[next].Hart.Cycles)
            {
                next = i;
            }
        }

        return next;
    }

    /// <summary>A hart stored: reservations of the others that it may have hit end. Page offsets are compared, which errs on the safe side.</summary>
    internal void Stored(Hart by, ulong address)
    {
        if (_harts.Length == 1)
        {
            return;
        }

        foreach (TimedHart other in _harts)
        {
            if (other.Hart != by && ((other.Hart.Reservation ^ address) & 0xFFF & ~ReservedLine) == 0)
            {
                other.Hart.Reservation = Hart.NoReservation;
            }
        }
    }

    private long Left(TimedHart hart) => MaxCycles - (hart.Model.Cycle - hart.Model.Pipeline.Skipped);

    /// <summary>A hart passed a marker.</summary>
    internal void Mark(TimedHart hart, int marker)
    {
        if (marker == Markers.Cold)
        {
            GoCold();
        }

        Marked?.Invoke(hart.Hart.Id, marker);
    }
}
