using System;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>How a release of Azure's <c>vmtable</c> writes cores and memory.</summary>
/// <param name="AboveCores">vCPUs assumed for a bucket such as <c>&gt;24</c>; 0 where buckets are a fault.</param>
/// <param name="AboveMemoryGib">GiB assumed for a bucket such as <c>&gt;64</c>; 0 where buckets are a fault.</param>
internal sealed record AzureSizes(int AboveCores, double AboveMemoryGib)
{
    /// <summary>Exact sizes, as in the first release.</summary>
    public static readonly AzureSizes Exact = new(0, 0);

    /// <summary>What a message says is expected for cores.</summary>
    public string ExpectedCores => AboveCores == 0 ? "a whole number of cores (a bucket such as '>24' is of azure-v2)" : "cores such as '4' or '>24'";

    /// <summary>What a message says is expected for memory.</summary>
    public string ExpectedMemory => AboveMemoryGib == 0 ? "memory in GB (a bucket such as '>64' is of azure-v2)" : "memory in GB such as '8' or '>64'";

    /// <summary>Reads a number of cores.</summary>
    public bool TryCores(ReadOnlySpan<byte> text, out long cores)
    {
        bool above = IsBucket(text, AboveCores);
        bool number = DecimalText.TryParse(above ? text[1..] : text, out cores) && cores > 0;
        cores = above ? Math.Max(AboveCores, cores + 1) : cores;
        return number && cores <= 1 << 20;
    }

    /// <summary>Reads memory in GiB.</summary>
    public bool TryMemory(ReadOnlySpan<byte> text, out double gib)
    {
        bool above = IsBucket(text, AboveMemoryGib);
        bool number = DecimalText.TryParse(above ? text[1..] : text, out gib) && gib > 0;
        gib = above ? Math.Max(AboveMemoryGib, gib) : gib;
        return number;
    }

    private static bool IsBucket(ReadOnlySpan<byte> text, double assumed) => assumed > 0 && text.StartsWith((byte)'>');
}
