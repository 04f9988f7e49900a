using System.Runtime.InteropServices;

namespace Sim.Traces.Columns;

/// <summary>The times of one VM's samples while they come in.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct VmSeries
{
    public long First { get; set; }

    public long Last { get; set; }

    /// <summary>The gap between the first two samples.</summary>
    public long Step { get; set; }

    /// <summary>All times, once they turn out not to be evenly spaced.</summary>
    public Chain Times;

    public int Count { get; set; }

    /// <summary>The file that the last sample came from.</summary>
    public int File { get; set; }

    /// <summary>A later file went back in time.</summary>
    public bool Unsorted { get; set; }
}
