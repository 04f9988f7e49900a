using System;
using System.IO;

namespace Sim.Benchmarks;

/// <summary>Where the repository and the shared traces are.</summary>
internal static class Places
{
    /// <summary>The folder with Sim.sln, above the benchmarks' own.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The real traces' folder: SIM_SHARED, or <c>shared</c> beside the repository; it need not exist.</summary>
    public static string Shared { get; } =
        Environment.GetEnvironmentVariable("SIM_SHARED") ?? Path.Combine(Repository, "..", "shared");

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sim.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("no Sim.sln above " + AppContext.BaseDirectory);
    }
}
