using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;

namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>Runs a program untimed up to a region, warms up, and times it there.</summary>
internal sealed class RegionRun(TimedMachine timed, RegionOfInterest region)
{
    private readonly List<RegionRow> _rows = [];
    private ulong _left = region.MaxInstructions;
    private RunOutcome? _outcome;

    /// <summary>Told each time the region is entered, before the warm-up: a checkpoint may be taken here.</summary>
    public Action<Machine> Entered { get; init; } = _ => { };

    /// <summary>Runs, once.</summary>
    /// <param name="startsHere">Whether the machine is at the region's beginning already: it was restored from a checkpoint taken there.</param>
    public RegionResult Run(bool startsHere = false)
    {
        CodeStops? stops = Stops();
        if (stops is not null)
        {
            timed.Machine.StopAt(stops, passes: startsHere);
        }

        bool isThere = startsHere || region.From is null;
        while (_rows.Count < region.Repeats && (isThere || Reach()))
        {
            Entered(timed.Machine);
            RegionEnd end = TimeOnce();
            isThere = end == RegionEnd.Reached && region.To == region.From;
            if (end == RegionEnd.ProgramEnded || (region.From is null && region.Repeats > 1 && end == RegionEnd.Reached))
            {
                break;
            }
        }

        if (stops is not null)
        {
            timed.Machine.StopAt(null, passes: false);
        }

        return new RegionResult(_rows, _outcome);
    }

    private CodeStops? Stops()
    {
        RegionPoint[] points = [.. new[] { region.From, region.To }.OfType<RegionPoint>()];
        return points.Length == 0 ? null : new CodeStops(
            points.Where(point => point.Instruction == 0).Select(point => point.Address),
            points.Where(point => point.Instruction != 0).Select(point => point.Instruction));
    }

    private bool Reach()
    {
        timed.Mode = TimingMode.Functional;
        return RunTo(region.From, ulong.MaxValue) == RegionEnd.Reached;
    }

    private RegionEnd TimeOnce()
    {
        ulong begin = timed.Machine.Steps;
        RegionEnd end = RegionEnd.Counted;
        if (region.WarmUp > 0)
        {
            timed.Mode = TimingMode.Warming;
            end = RunTo(region.To, region.WarmUp);
        }

        timed.Mode = TimingMode.Timed;
        CoreMeasures[] before = Measure();
        if (end == RegionEnd.Counted)
        {
            end = RunTo(region.To, region.Instructions);
        }

        _rows.Add(new RegionRow(begin, [.. Measure().Zip(before, (now, then) => now.Since(then))], end));
        return end;
    }

    private CoreMeasures[] Measure() => [.. timed.Cores.Select(core => core.Measure())];

    private RegionEnd RunTo(RegionPoint? point, ulong steps)
    {
        bool isAll = steps >= _left;
        ulong left = Math.Min(steps, _left);
        while (left > 0)
        {
            ulong before = timed.Machine.Steps;
            RunOutcome? outcome = timed.RunQuietly(left);
            ulong done = timed.Machine.Steps - before;
            left -= Math.Min(done, left);
            _left -= Math.Min(done, _left);
            if (outcome is null)
            {
                break;
            }

            if (outcome.End != RunEnd.Paused || timed.Machine.Current.Stop != HartStop.AtStop)
            {
                _outcome = outcome;
                return RegionEnd.ProgramEnded;
            }

            if (point is { } there && there.IsAt(timed.Machine.Current))
            {
                return RegionEnd.Reached;
            }
        }

        return isAll && _left == 0 ? RegionEnd.ProgramEnded : RegionEnd.Counted;
    }
}
