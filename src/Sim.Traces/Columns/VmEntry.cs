using System.Runtime.InteropServices;

namespace Sim.Traces.Columns;

/// <summary>What a builder knows of a VM besides its samples.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct VmEntry
{
    public static readonly VmEntry New = new() { Size = VmSize.Unknown, Censored = Censoring.FromSamples };

    public VmSize Size { get; set; }

    public long Created { get; set; }

    public long Deleted { get; set; }

    public Censoring Censored { get; set; }

    public int Category { get; set; }
}
