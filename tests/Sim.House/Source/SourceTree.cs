using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Sim.House.Source;

/// <summary>The files that the rules are about: those of the repository, or a few made up to show that a rule can fail.</summary>
internal sealed class SourceTree(IEnumerable<SourceFile> files)
{
    private static readonly string[] Endings = [".cs", ".csproj", ".props", ".md", ".yaml", ".yml", ".txt", ".sln", ".json", ".sh", ".csv"];
    private static readonly string[] NotOurs = [".git", ".artifacts", "node_modules", "bin", "obj", "reports", "TestResults", "BenchmarkDotNet.Artifacts"];

    /// <summary>The repository this test runs in.</summary>
    public static SourceTree Repository { get; } = Read(Root());

    /// <summary>The files in ordinal order of their paths.</summary>
    public IReadOnlyList<SourceFile> Files { get; } = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>The C# files.</summary>
    public IEnumerable<SourceFile> Code => Files.Where(file => file.EndsWith(".cs"));

    /// <summary>A tree made up of path and text pairs.</summary>
    public static SourceTree Of(params (string Path, string Text)[] files) =>
        new(files.Select(file => new SourceFile(file.Path, file.Text)));

    /// <summary>The repository's root: the folder above this assembly that holds Sim.sln.</summary>
    public static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sim.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"no Sim.sln above {AppContext.BaseDirectory}");
    }

    /// <summary>The file of that path, or null.</summary>
    public SourceFile? Find(string path) => Files.FirstOrDefault(file => string.Equals(file.Path, path, StringComparison.Ordinal));

    /// <summary>Whether a file or folder of that path exists.</summary>
    public bool Has(string path) =>
        Files.Any(file => string.Equals(file.Path, path.TrimEnd('/'), StringComparison.Ordinal) || file.IsUnder(path.TrimEnd('/')));

    private static SourceTree Read(string root) => new(Walk(new DirectoryInfo(root))
        .Select(file => new SourceFile(Relative(root, file), IsText(file) ? File.ReadAllText(file.FullName) : "")));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles()
        .Concat(folder.EnumerateDirectories().Where(child => !NotOurs.Contains(child.Name, StringComparer.Ordinal)).SelectMany(Walk));

    private static string Relative(string root, FileInfo file) => Path.GetRelativePath(root, file.FullName).Replace('\\', '/');

    private static bool IsText(FileInfo file) => Endings.Contains(file.Extension, StringComparer.Ordinal);
}
