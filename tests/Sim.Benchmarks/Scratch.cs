using System;
using System.IO;

namespace Sim.Benchmarks;

/// <summary>A temporary folder that is gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-bench-");

    /// <summary>The path of a file or folder in it.</summary>
    public string At(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
