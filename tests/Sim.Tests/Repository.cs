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
}
