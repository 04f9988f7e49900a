using System;
using System.Collections.Generic;
using Sim.Kernel;

namespace Sim.Scenarios;

/// <summary>Reads scenario files.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario with everything it extends, and overrides of the form <c>hosts.0.count=30</c>.</summary>
    /// <exception cref="InputException">Carries every fault of the scenario, of the files it extends and of the overrides.</exception>
    public static LoadedScenario Load(string path, IReadOnlyList<string>? sets = null) => Load(path, null, sets ?? []);

    /// <summary>Reads a scenario from text as if it stood in a file at <paramref name="path"/>, which need not exist.</summary>
    /// <exception cref="InputException">As for <see cref="Load(string, IReadOnlyList{string})"/>.</exception>
    public static LoadedScenario Parse(string text, string path, IReadOnlyList<string>? sets = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Load(path, text, sets ?? []);
    }

    /// <summary>All faults of a scenario file; empty where it is fine.</summary>
    public static IReadOnlyList<InputError> Lint(string path, IReadOnlyList<string>? sets = null)
    {
        ScenarioLoader loader = new();
        loader.Load(path, null, sets ?? []);
        return loader.Faults();
    }

    private static LoadedScenario Load(string path, string? text, IReadOnlyList<string> sets)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ScenarioLoader loader = new();
        LoadedScenario? loaded = loader.Load(path, text, sets);
        IReadOnlyList<InputError> faults = loader.Faults();
        return faults.Count == 0 && loaded is not null ? loaded : throw new InputException(faults);
    }
}
