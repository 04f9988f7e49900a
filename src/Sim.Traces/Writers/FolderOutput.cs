using System;
using System.IO;

namespace Sim.Traces.Writers;

/// <summary>Writes a trace into a folder.</summary>
internal sealed class FolderOutput(string path) : ITraceOutput
{
    /// <inheritdoc/>
    public void Add(string name, Action<Stream> write)
    {
        string file = Path.Combine(path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        new FileOutput(file, name.EndsWith(".gz", StringComparison.Ordinal)).Add(name, write);
    }
}
