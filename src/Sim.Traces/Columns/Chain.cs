using System.Runtime.InteropServices;

namespace Sim.Traces.Columns;

/// <summary>A growing series in a <see cref="SampleArena"/>; a new one is empty.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Chain
{
    /// <summary>The first block; 0 while there is none.</summary>
    public int Head { get; set; }

    /// <summary>The last block; 0 while there is none.</summary>
    public int Tail { get; set; }
}
