using System;
using System.IO;
using System.IO.Compression;

namespace Sim.Traces.Writers;

/// <summary>Writes a trace that is one file.</summary>
internal sealed class FileOutput(string path, bool packed) : ITraceOutput
{
    /// <inheritdoc/>
    public void Add(string name, Action<Stream> write)
    {
        using FileStream file = File.Create(path);
        if (packed)
        {
            using GZipStream gzip = new(file, CompressionLevel.SmallestSize);
            write(gzip);
        }
        else
        {
            write(file);
        }
    }
}
