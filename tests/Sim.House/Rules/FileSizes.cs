using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.House.Source;

namespace Sim.House.Rules;

/// <summary>No file in git is so large that a clone suffers or nobody could have read it.</summary>
internal static class FileSizes
{
    /// <summary>300 KB.</summary>
    public const long Limit = 300 * 1024;

    /// <summary>Endings of the files that may be larger: lock files, which tools write, and trace samples.</summary>
    private static readonly string[] Exempt = ["package-lock.json", "packages.lock.json"];

    /// <summary>Files over the limit.</summary>
    /// <param name="sizes">Path and size in bytes of each file in git.</param>
    public static IEnumerable<Breach> Breaches(IEnumerable<(string Path, long Bytes)> sizes) => sizes
        .Where(file => file.Bytes > Limit && !Exempt.Any(end => file.Path.EndsWith(end, StringComparison.Ordinal)))
        .Select(file => new Breach(
            file.Path,
            0,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Bytes / 1024} KB; at most {Limit / 1024}: generate it, shorten it, or name it in FileSizes.cs")));

    /// <summary>The sizes of what git would commit here: tracked files, and new ones that are not ignored; null without git.</summary>
    public static IReadOnlyList<(string Path, long Bytes)>? OfRepository(string root)
    {
        string? paths = Git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        return paths is null ? null : [.. paths
            .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal)
            .Select(path => (path, new FileInfo(Path.Combine(root, path))))
            .Where(file => file.Item2.Exists)
            .Select(file => (file.path, file.Item2.Length))];
    }

    private static string? Git(string root, params string[] arguments)
    {
        if (!Path.Exists(Path.Combine(root, ".git")))
        {
            return null;
        }

        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = root, RedirectStandardOutput = true, UseShellExecute = false };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git ls-files failed in {root}");
    }
}
