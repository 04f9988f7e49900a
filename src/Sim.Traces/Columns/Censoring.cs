using System;

namespace Sim.Traces.Columns;

/// <summary>Which ends of a lifetime the trace did not see.</summary>
[Flags]
internal enum Censoring : byte
{
    /// <summary>Both ends are known.</summary>
    None = 0,

    /// <summary>The VM existed before the trace.</summary>
    Start = 1,

    /// <summary>The VM outlived the trace.</summary>
    End = 2,

    /// <summary>The trace says nothing of lifetimes: they are taken from the samples.</summary>
    FromSamples = 4,
}
