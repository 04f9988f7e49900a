using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Hosts.Costs;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.HotSections;

/// <summary>Runs hot sections on a core and makes a cost table of what they cost.</summary>
internal static class Calibration
{
    /// <summary>Measures the sections that can run on a core, or takes what was measured before from the cache.</summary>
    /// <param name="core">The core.</param>
    /// <param name="parts">Where predictors, replacement policies and prefetchers are found.</param>
    /// <param name="options">Which sections, and where results are kept.</param>
    /// <exception cref="InputException">The core cannot be built, a section is unknown, or none can run on it.</exception>
    public static CostTable Run(CoreConfiguration core, PluginRegistry parts, CalibrationOptions options)
    {
        IReadOnlyList<HotSection> sections = FittingSections.Of(core, options.Sections).Sections;
        HotProgram[] programs = Programs(sections);
        CostTable[] found = OfEach(programs, options, program => OfProgram(program, core, parts, options));
        CostRow[] rows = [.. sections.Select(section => found[Array.IndexOf(programs, section.Program)].Find(section.Name, section.Parameters, section.Mode)).OfType<CostRow>()];
        return new CostTable(NameOf(core), core.Frequency, rows);
    }

    /// <summary>Measures the sections that can run on a core, whatever the cache has.</summary>
    /// <returns>Each section with the empty pair of its program.</returns>
    /// <exception cref="InputException">The core cannot be built, a section is unknown, or none can run on it.</exception>
    public static IReadOnlyList<(SectionMeasure Measure, SectionMeasure? Empty)> Measure(CoreConfiguration core, PluginRegistry parts, CalibrationOptions options)
    {
        IReadOnlyList<HotSection> sections = FittingSections.Of(core, options.Sections).Sections;
        IReadOnlyList<SectionMeasure>[] found = OfEach(Programs(sections), options, program => HotSectionRun.Run(program, core, parts, options.Cancelled));
        return
        [
            .. from section in sections
               from measures in found
               from measure in measures
               where measure.Section == section && measure.Samples > 0 && measures[^1].Section.Program == section.Program
               select (measure, measure == measures[0] ? null : measures[0]),
        ];
    }

    private static HotProgram[] Programs(IReadOnlyList<HotSection> sections) => [.. sections.Select(section => section.Program).Distinct()];

    // Machines share nothing: which program runs beside which does not show.
    private static T[] OfEach<T>(HotProgram[] programs, CalibrationOptions options, Func<HotProgram, T> find)
    {
        T[] found = new T[programs.Length];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Math.Max(1, options.Threads) };
        Parallel.For(0, programs.Length, parallel, i =>
        {
            found[i] = find(programs[i]);
            options.Done(programs[i].Name);
        });
        return found;
    }

    private static string NameOf(CoreConfiguration core) => core.Name.Length == 0 ? "default" : core.Name;

    private static CostTable OfProgram(HotProgram program, CoreConfiguration core, PluginRegistry parts, CalibrationOptions options)
    {
        CalibrationCache? cache = options.CacheFolder is { } folder ? new CalibrationCache(folder) : null;
        string key = cache is null ? "" : CalibrationKey.Of(program, core, parts);
        if (cache?.Find(key) is { } kept)
        {
            return kept;
        }

        IReadOnlyList<SectionMeasure> measures = HotSectionRun.Run(program, core, parts, options.Cancelled);
        CostTable table = new(NameOf(core), core.Frequency, [.. Rows(measures)]);
        cache?.Keep(key, table);
        return table;
    }

    private static IEnumerable<CostRow> Rows(IReadOnlyList<SectionMeasure> measures)
    {
        SectionMeasure empty = measures[0];
        foreach (SectionMeasure measure in measures.Where(measure => measure.Samples > 0))
        {
            yield return measure.ToRow(measure == empty ? null : empty);
        }
    }
}
