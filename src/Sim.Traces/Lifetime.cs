using System.Runtime.InteropServices;
using Sim.Kernel.Quantities;

namespace Sim.Traces;

/// <summary>When a VM exists: from <see cref="Created"/> until just before <see cref="Deleted"/>.</summary>
/// <param name="Created">Relative to the trace's origin.</param>
/// <param name="Deleted">Relative to the trace's origin; <see cref="SimTime.Never"/> where the trace ended first.</param>
/// <param name="StartCensored">The VM existed before the trace began.</param>
/// <param name="EndCensored">The VM still existed when the trace ended.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Lifetime(SimTime Created, SimTime Deleted, bool StartCensored, bool EndCensored);
