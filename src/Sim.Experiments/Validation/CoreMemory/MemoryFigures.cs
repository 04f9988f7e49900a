using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>What a core's configuration says that memory takes, in closed form.</summary>
internal sealed class MemoryFigures
{
    private const int BytesOfRead = 64;
    private const int EdgesPerCycle = 2;
    private const double ReadsOfRound = 32;
    private const double InstructionsOfRound = 36;
    private readonly CoreConfiguration _core;
    private readonly DramConfiguration _dram;

    /// <summary>Of a core.</summary>
    public MemoryFigures(CoreConfiguration core)
    {
        _core = core;
        _dram = core.Memory.Dram;
        List<MemoryLevel> levels = [];
        double cycles = 0;
        foreach ((string name, CacheConfiguration? cache) in new[] { ("L1", core.Memory.L1D), ("L2", core.Memory.L2), ("LLC", core.Memory.Llc) })
        {
            if (cache is not null)
            {
                cycles += cache.Latency;
                levels.Add(new MemoryLevel(name, cache, cycles));
            }
        }

        Levels = levels;
    }

    /// <summary>The levels of caches that data pass.</summary>
    public IReadOnlyList<MemoryLevel> Levels { get; }

    /// <summary>The longest line of any level: a stride at which no two accesses share one.</summary>
    public int Line => Levels.Max(level => level.Cache.Line);

    /// <summary>Cycles from a load to its data in memory, where another row is open: behind all levels, close, open, column, transfer, and the way.</summary>
    public double RowConflict => Levels[^1].Cycles + Clocks(_dram.Rp + _dram.Rcd + _dram.Cas) + Transfer + Overhead;

    /// <summary>Bytes of the rows that memory has open at once.</summary>
    public long OpenRows => RowsOfChannels * _dram.Banks;

    /// <summary>Bytes from which on a second stream finds a bank far from the first one's: half of the banks further, behind whole turns of them.</summary>
    /// <param name="bytes">How many at least.</param>
    public long Apart(long bytes)
    {
        long turn = OpenRows * _dram.Banks;
        return (((bytes + turn - 1) / turn) * turn) + (RowsOfChannels * (_dram.Banks / 2));
    }

    /// <summary>What memory can move, in bytes a cycle of the core: channels x width x both edges of its clock, less the time of refreshes.</summary>
    public double Peak => (double)_dram.Channels * _dram.Width * EdgesPerCycle * _dram.Frequency.Hertz / _core.Frequency.Hertz * Awake;

    /// <summary>What a stream of reads is bound by, and to how much, in bytes a cycle.</summary>
    public (double Bytes, string By) Stream => Bounds().MinBy(bound => bound.Bytes);

    /// <summary>GB/s of bytes a cycle.</summary>
    public double PerSecond(double bytesPerCycle) => bytesPerCycle * _core.Frequency.Hertz / 1e9;

    private long RowsOfChannels => _dram.Row.Count * _dram.Channels;

    private double Transfer => Clocks((double)Levels[^1].Cache.Line / (_dram.Width * EdgesPerCycle));

    private double Overhead => _dram.Overhead.Nanoseconds * 1e-9 * _core.Frequency.Hertz;

    private double Awake => _dram.RefreshInterval.Nanoseconds == 0 ? 1 : 1 - ((double)_dram.RefreshTime.Nanoseconds / _dram.RefreshInterval.Nanoseconds);

    // A stream finds its row open.
    private double RowHit => Clocks(_dram.Cas) + Transfer + Overhead;

    private double Clocks(double cycles) => cycles * _core.Frequency.Hertz / _dram.Frequency.Hertz;

    // Little's law of each place that a miss holds until its data come, and what begins a cycle. Latency-bound streams stand still in a refresh as well.
    private IEnumerable<(double Bytes, string By)> Bounds()
    {
        double whole = Levels[^1].Cycles + RowHit;
        yield return (Peak, string.Create(CultureInfo.InvariantCulture, $"channels, {_dram.Channels}"));
        foreach (MemoryLevel level in Levels)
        {
            double bytes = Math.Max(level.Cache.Line, BytesOfRead);
            yield return (level.Cache.Mshrs * bytes / (whole - level.Cycles) * Awake, string.Create(CultureInfo.InvariantCulture, $"MSHRs of {level.Name}, {level.Cache.Mshrs}"));
            yield return (level.Cache.Ports * bytes, $"ports of {level.Name}");
        }

        yield return (_dram.Queue * (double)_dram.Channels * Line / RowHit * Awake, "the memory's queue");
        foreach ((double instructions, string name) in Windows())
        {
            yield return (instructions * ReadsOfRound / InstructionsOfRound * BytesOfRead / whole * Awake, name);
        }

        yield return (Math.Min(CoreFigures.Width(_core), CoreFigures.PerCycle(_core, CoreEmulator.Timing.OperationKind.Load) * InstructionsOfRound / ReadsOfRound)
            * ReadsOfRound / InstructionsOfRound * BytesOfRead, "loads issued a cycle");
    }

    private IEnumerable<(double Instructions, string Name)> Windows()
    {
        if (_core.Pipeline == PipelineKind.InOrder)
        {
            yield return (_core.InOrder.HitUnderMiss ? _core.InOrder.Scoreboard : 1, string.Create(CultureInfo.InvariantCulture, $"scoreboard, {_core.InOrder.Scoreboard}"));
            yield break;
        }

        OutOfOrderConfiguration window = _core.OutOfOrder;
        yield return (window.Rob, string.Create(CultureInfo.InvariantCulture, $"reorder buffer, {window.Rob}"));
        yield return (window.IntegerRegisters - 32, "physical registers");
        yield return (window.Loads * InstructionsOfRound / ReadsOfRound, string.Create(CultureInfo.InvariantCulture, $"load queue, {window.Loads}"));
    }
}
