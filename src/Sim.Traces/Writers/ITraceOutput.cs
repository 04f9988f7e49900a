using System;
using System.IO;

namespace Sim.Traces.Writers;

/// <summary>Where the files of a written trace go: a folder, an archive, one file.</summary>
public interface ITraceOutput
{
    /// <summary>Adds a file. A name that ends in <c>.gz</c> is packed.</summary>
    /// <param name="name">Its path within the trace, with <c>/</c>; where the trace is one file, it is of no account.</param>
    /// <param name="write">Writes its text.</param>
    void Add(string name, Action<Stream> write);
}
