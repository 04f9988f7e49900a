using System;
using System.Collections.Generic;
using Sim.Kernel;
using Sim.Scenarios.Catalogues;

namespace Sim.Scenarios;

/// <summary>Reads scenario files.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario with everything it extends, and overrides of the form <c>hosts.0.count=30</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sets">The overrides.</param>
    /// <param name="catalogues">The catalogues that the scenario's own files may have entries of; those that scenarios use by default.</param>
    /// <exception cref="InputException">Carries every fault of the scenario, of the files it extends and of the overrides.</exception>
    public static LoadedScenario Load(string path, IReadOnlyList<string>? sets = null, CatalogueSet? catalogues = null) => Load(path, null, sets ?? [], catalogues);

    /// <summary>Reads a scenario from text as if it stood in a file at <paramref name="path"/>, which need not exist.</summary>
    /// <exception cref="InputException">As for <see cref="Load(string, IReadOnlyList{string}, CatalogueSet)"/>.</exception>
    public static LoadedScenario Parse(string text, string path, IReadOnlyList<string>? sets = null, CatalogueSet? catalogues = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Load(path, text, sets ?? [], catalogues);
    }

    /// <summary>All faults of a scenario file; empty where it is fine.</summary>
    public static IReadOnlyList<InputError> Lint(string path, IReadOnlyList<string>? sets = null, CatalogueSet? catalogues = null)
    {
        ScenarioLoader loader = new(catalogues ?? CatalogueSet.BuiltIn);
        loader.Load(path, null, sets ?? []);
        return loader.Faults();
    }

    private static LoadedScenario Load(string path, string? text, IReadOnlyList<string> sets, CatalogueSet? catalogues)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ScenarioLoader loader = new(catalogues ?? CatalogueSet.BuiltIn);
        LoadedScenario? loaded = loader.Load(path, text, sets);
        IReadOnlyList<InputError> faults = loader.Faults();
        return faults.Count == 0 && loaded is not null ? loaded : throw new InputException(faults);
    }
}
