using System.Collections.Generic;
using System.IO;
using Sim.Experiments.Cores;
using Sim.Kernel.Results;
using Sim.Reports.Results;
using Sim.Scenarios;

namespace Sim.Cli.Commands;

/// <summary><c>--from run.json</c>: the scenario that a manifest keeps, as if it stood in its old folder.</summary>
internal static class Repeat
{
    public static (string Path, LoadedScenario Loaded) Load(string manifestPath, IReadOnlyList<string> sets)
    {
        // Either the manifest or the folder that holds it.
        string folder = Directory.Exists(manifestPath) ? manifestPath : Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;
        RunManifest manifest = ResultReader.Open(folder).Manifest;
        string seed = "seed=" + manifest.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string path = Path.Combine(manifest.BaseFolder, manifest.Name + ".yaml");
        return (path, ScenarioFile.Parse(manifest.Scenario, path, [seed, .. sets], CoreCatalogue.Catalogues));
    }
}
