using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Experiments;
using Sim.Experiments.Cores;
using Sim.Kernel;
using Sim.Kernel.Plugins;
using Sim.Scenarios;

namespace Sim.Cli.Commands;

/// <summary>Reads and checks all the scenarios of a command before the first is run, so that a fault in the last is not found an hour later.</summary>
/// <param name="sets">Overrides of the form <c>hosts.0.count=30</c>.</param>
/// <param name="lenient">Whether every trace skips its faulty rows.</param>
/// <param name="parts">The parts that scenarios may name.</param>
internal sealed class ScenarioReader(IReadOnlyList<string> sets, bool lenient, PluginRegistry parts)
{
    private readonly List<(string Path, LoadedScenario Loaded)> _loaded = [];
    private readonly List<InputError> _faults = [];

    /// <summary>The scenarios of the files, then that of a manifest.</summary>
    /// <exception cref="InputException">All faults of all of them.</exception>
    public IReadOnlyList<(string Path, LoadedScenario Loaded)> Read(IEnumerable<string> files, string? manifest)
    {
        foreach (string file in files)
        {
            Collect(file, overrides => (file, ScenarioFile.Load(file, overrides, CoreCatalogue.Catalogues)));
        }

        if (manifest is not null)
        {
            Collect(manifest, overrides => Repeat.Load(manifest, overrides));
        }

        if (_faults.Count == 0 && _loaded.Count == 0)
        {
            throw new InputException("run: no scenario given; write 'sim run scenarios/quickstart.yaml', or make one with 'sim init'");
        }

        return _faults.Count == 0 ? _loaded : throw new InputException(_faults.Distinct().ToArray());
    }

    private void Collect(string file, Func<IReadOnlyList<string>, (string Path, LoadedScenario Loaded)> load)
    {
        try
        {
            (string Path, LoadedScenario Loaded) scenario = load(sets);
            if (lenient)
            {
                scenario = load([.. sets, .. Lenient(scenario.Loaded.Scenario)]);
            }

            IReadOnlyList<InputError> faults = ScenarioChecks.Faults(scenario.Loaded, parts);

            // A fault without a place is still a fault of this file: with several files a user must know of which.
            _faults.AddRange(faults.Select(fault => fault.File.Length == 0 ? fault with { File = file } : fault));
            _loaded.Add(scenario);
        }
        catch (InputException fault)
        {
            _faults.AddRange(fault.Errors);
        }
    }

    private static IEnumerable<string> Lenient(Scenario scenario) => scenario.Workload
        .Select((workload, index) => workload.Trace is null ? "" : string.Create(CultureInfo.InvariantCulture, $"workload.{index}.trace.lenient=true"))
        .Where(set => set.Length > 0);
}
