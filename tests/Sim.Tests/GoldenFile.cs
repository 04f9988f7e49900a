using System;
using System.IO;
using NUnit.Framework;

namespace Sim.Tests;

/// <summary>Texts that must not change unnoticed. SIM_UPDATE_GOLDEN=1 writes them anew; a difference is left beside them as .received.</summary>
internal static class GoldenFile
{
    public static void Matches(string name, string text, string room = "Scenarios")
    {
        string path = Path.Combine(Repository.Folder, "tests", "Sim.Tests", room, "Golden", name);
        if (Environment.GetEnvironmentVariable("SIM_UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(path, text);
        }

        string golden = File.Exists(path) ? File.ReadAllText(path) : "";
        if (!string.Equals(golden, text, StringComparison.Ordinal))
        {
            File.WriteAllText(path + ".received", text);
        }

        Assert.That(text, Is.EqualTo(golden), $"see {path}.received; SIM_UPDATE_GOLDEN=1 accepts it");
    }
}
