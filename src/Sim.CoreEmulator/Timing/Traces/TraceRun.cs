using System;
using System.Collections.Generic;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Traces;

/// <summary>A core that is fed with a trace in place of a machine's instructions.</summary>
internal sealed class TraceRun
{
    private const int Batch = 1 << 16;
    private readonly IInstructionSource _source;
    private readonly List<CoreMeasures> _rows = [];
    private CoreMeasures? _start;
    private CoreMeasures? _row;
    private long _warmedFrom;
    private long _timedFrom;
    private long _rowFrom;

    /// <summary>Builds the core.</summary>
    /// <param name="configuration">What it is like.</param>
    /// <param name="parts">Where predictors, replacement policies and prefetchers are found.</param>
    /// <param name="source">The trace.</param>
    /// <param name="tables">How its addresses are translated; null: each is its own translation.</param>
    public TraceRun(CoreConfiguration configuration, PluginRegistry parts, IInstructionSource source, IPageTables? tables = null)
    {
        _source = source;
        MemorySystem memory = new(configuration, 1, parts);
        Core = new CoreModel(configuration, memory.Ports[0], tables ?? new IdentityPageTables(), 0, parts);
    }

    /// <summary>The core.</summary>
    public CoreModel Core { get; }

    /// <summary>Asked now and then: whether to stop.</summary>
    public Func<bool> Cancelled { get; init; } = () => false;

    /// <summary>Runs the trace, once. A fault in it ends the run; what came before is reported.</summary>
    public TraceResult Run(TraceRunOptions options)
    {
        InputException? fault = null;
        bool isComplete = false;
        try
        {
            isComplete = !Drive(options);
        }
        catch (InputException found)
        {
            fault = found;
        }

        CoreMeasures now = Core.Measure();
        if (_start is null)
        {
            return new TraceResult(_source.Instructions - _warmedFrom, now.Since(now), [], fault, isComplete);
        }

        AddRow(options, now);
        CoreMeasures all = now.Since(_start) with { Instructions = _source.Instructions - _timedFrom };
        return new TraceResult(_timedFrom - _warmedFrom, all, _rows, fault, isComplete);
    }

    private bool Drive(TraceRunOptions options)
    {
        _warmedFrom = options.Skip;
        bool goesOn = Pass(options.Skip);
        _warmedFrom = _source.Instructions;
        Core.Switch(timed: false);
        goesOn = goesOn && Feed(_warmedFrom + options.WarmUp);
        Core.Switch(timed: true);
        _timedFrom = _rowFrom = _source.Instructions;
        _start = _row = Core.Measure();
        return goesOn && Time(options);
    }

    private bool Time(TraceRunOptions options)
    {
        long end = options.Instructions > long.MaxValue - _timedFrom ? long.MaxValue : _timedFrom + options.Instructions;
        long lastCycle = options.MaxCycles > long.MaxValue - Core.Cycle ? long.MaxValue : Core.Cycle + options.MaxCycles;
        while (_source.Instructions < end && Core.Cycle < lastCycle && !Cancelled())
        {
            long batch = CycleLimit.Batch(lastCycle - Core.Cycle, Batch);
            long row = options.Interval == 0 ? long.MaxValue : _rowFrom + options.Interval;
            if (!Feed(Math.Min(Math.Min(end, row), _source.Instructions + batch)))
            {
                return false;
            }

            if (_source.Instructions == row)
            {
                AddRow(options, Core.Measure());
            }
        }

        return true;
    }

    private void AddRow(TraceRunOptions options, CoreMeasures now)
    {
        if (options.Interval > 0 && _source.Instructions > _rowFrom)
        {
            _rows.Add(now.Since(_row!) with { Instructions = _source.Instructions - _rowFrom });
            (_row, _rowFrom) = (now, _source.Instructions);
        }
    }

    // To a number of instructions from the beginning; false where the trace ends before.
    private bool Feed(long end)
    {
        TimedInstruction instruction = default;
        Pipeline pipeline = Core.Pipeline;
        while (_source.Instructions < end || !_source.IsWhole)
        {
            if (!_source.Next(ref instruction))
            {
                return false;
            }

            pipeline.Take(in instruction);
        }

        return true;
    }

    private bool Pass(long end)
    {
        TimedInstruction instruction = default;
        while (_source.Instructions < end || !_source.IsWhole)
        {
            if (!_source.Next(ref instruction))
            {
                return false;
            }
        }

        return true;
    }
}
