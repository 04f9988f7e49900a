using System;
using System.IO;
using NUnit.Framework;

namespace Sim.Tests;

/// <summary>The repository's folder, found upwards from the tests.</summary>
internal static class Repository
{
    public static string Folder
    {
        get
        {
            DirectoryInfo? folder = new(TestContext.CurrentContext.TestDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sim.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new DirectoryNotFoundException("no Sim.sln above the tests");
        }
    }

    /// <summary>A file or folder of the real traces: under SIM_SHARED, or <c>shared</c> beside the repository. Absent, the test is ignored.</summary>
    public static string Shared(string relative)
    {
        string root = Environment.GetEnvironmentVariable("SIM_SHARED") is { Length: > 0 } given ? given : Path.Combine(Folder, "..", "shared");
        string path = Path.Combine(root, relative);
        if (!Path.Exists(path))
        {
            Assert.Ignore($"{path} is not here; set SIM_SHARED to the folder of real traces");
        }

        return path;
    }
}
