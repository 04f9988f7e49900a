using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.HotSections;

/// <summary>Runs a program of hot sections on timed cores and collects its samples.</summary>
internal sealed class HotSectionRun
{
    private readonly TimedMachine _timed;
    private readonly SectionMeasure?[] _measures = new SectionMeasure?[Markers.Sections];
    private readonly Sample?[,] _open;

    private HotSectionRun(TimedMachine timed, HotProgram program)
    {
        _timed = timed;
        _open = new Sample?[program.Harts, Markers.Sections];
        foreach (HotSection section in HotSectionLibrary.All.Where(section => section.Program == program))
        {
            _measures[section.Marker] = new SectionMeasure(section);
        }

        _measures[0] ??= new SectionMeasure(HotSectionLibrary.All[0]);
        timed.Marked = Marked;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="core">What its cores are like.</param>
    /// <param name="parts">Where predictors, replacement policies and prefetchers are found.</param>
    /// <param name="cancelled">Asked now and then whether to stop.</param>
    /// <returns>The measures by number of section; the first is the empty pair.</returns>
    /// <exception cref="InputException">The core cannot be built, or the run was not to its end.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvariantException">The program found a wrong result.</exception>
    public static IReadOnlyList<SectionMeasure> Run(HotProgram program, CoreConfiguration core, PluginRegistry parts, Func<bool>? cancelled = null)
    {
        MachineOptions options = new()
        {
            Harts = program.Harts,
            Memory = program.Memory,
            Extensions = CoreIsa.Of(core) | HotProgram.Platform,
            Translates = false,
            Cancelled = cancelled ?? (() => false),
        };
        using Machine machine = new(ElfFile.Read(program.Name + ".elf", program.Bytes.ToArray()), options);
        HotSectionRun run = new(new TimedMachine(machine, core, parts), program);
        RunOutcome outcome = machine.Run(HotProgram.MostSteps);
        if (outcome.End == RunEnd.Cancelled)
        {
            throw new OperationCanceledException();
        }

        if (outcome.End != RunEnd.Passed)
        {
            throw new InvariantException(string.Create(
                CultureInfo.InvariantCulture, $"hot section program '{program.Name}' ended with {outcome.End}, code {outcome.Code}: {outcome.Message}"));
        }

        return [.. run._measures.OfType<SectionMeasure>()];
    }

    private void Marked(int hart, int marker)
    {
        bool ends = marker >= Markers.End;
        int number = marker - (ends ? Markers.End : Markers.Begin);
        if (number is < 0 or >= Markers.Sections || _measures[number] is not { } measure)
        {
            return;
        }

        ref Sample? open = ref _open[measure.Section.Crosses ? 0 : hart, number];
        long cycle = _timed.Cores[hart].Cycle;
        if (!ends)
        {
            open = new Sample(cycle, [.. _timed.Cores.Select(core => core.Measure())]);
        }
        else if (open is { } sample)
        {
            measure.Add(cycle - sample.Cycle, Since(sample, hart));
            open = null;
        }
    }

    // What is shared, the last level and memory, is counted with the first core.
    private CoreMeasures Since(Sample sample, int hart)
    {
        CoreMeasures own = _timed.Cores[hart].Measure().Since(sample.Measures[hart]);
        if (hart == 0)
        {
            return own;
        }

        CoreMeasures first = _timed.Cores[0].Measure().Since(sample.Measures[0]);
        return own with { Counters = [.. own.Counters, .. first.Counters.Where(counter => !own.Counters.Any(mine => mine.Name == counter.Name))] };
    }

    // Where a sample began, and what all cores had done until then.
    private sealed record Sample(long Cycle, CoreMeasures[] Measures);
}
