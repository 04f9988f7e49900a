using System;
using System.Collections.Generic;

namespace Sim.CoreEmulator.Timing.Views;

/// <summary>Keeps a number of instructions and their stages for a view.</summary>
/// <param name="skip">Instructions that are passed over first.</param>
/// <param name="count">Instructions that are kept behind them.</param>
internal sealed class PipelineRecorder(long skip, int count) : IPipelineObserver
{
    private readonly List<PipelineRow> _rows = [];
    private long _seen;
    private long _retired = -1;

    /// <summary>What was kept, in program order.</summary>
    public IReadOnlyList<PipelineRow> Rows => _rows;

    /// <summary>Whether all that it wants is here.</summary>
    public bool IsFull => _rows.Count >= count;

    /// <summary>Told when that becomes so.</summary>
    public Action Filled { get; init; } = () => { };

    /// <inheritdoc/>
    public void Retired(in TimedInstruction instruction, in StageTimes times)
    {
        long number = _seen++;
        long before = _retired < 0 ? times.Retire - 1 : _retired;
        _retired = times.Retire;
        if (number < skip || IsFull)
        {
            return;
        }

        _rows.Add(new PipelineRow(number, in instruction, in times, Math.Max(0, times.Retire - before - 1)));
        if (IsFull)
        {
            Filled();
        }
    }
}
