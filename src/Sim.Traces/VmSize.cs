using System.Runtime.InteropServices;

namespace Sim.Traces;

/// <summary>The size of a VM as its trace states it.</summary>
/// <param name="VCpus">vCPUs; 0 where the trace does not say.</param>
/// <param name="SpeedMhz">Speed of one vCPU in MHz; NaN where the trace does not say.</param>
/// <param name="MemoryMib">Memory in MiB; NaN where the trace does not say.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VmSize(int VCpus, double SpeedMhz, double MemoryMib)
{
    /// <summary>A size of which nothing is known.</summary>
    public static readonly VmSize Unknown = new(0, double.NaN, double.NaN);
}
