using System;
using System.Linq;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Formats;

/// <summary>Azure Public Dataset V2: as V1, but cores and memory are buckets such as <c>4</c> and <c>&gt;24</c>.</summary>
/// <param name="options">What to assume for the open-ended buckets.</param>
/// <remarks>Readings files look the same in both releases; by themselves they are read as azure-v1, with the same outcome.</remarks>
[Plugin("azure-v2", "as azure-v1, with cores and memory as buckets such as '>24'",
    Source = "Azure Public Dataset V2, 2019")]
public sealed class AzureV2Reader(AzureV2Options options) : ITraceReader
{
    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return probe.Lines.Any(line => line.Contains('>', StringComparison.Ordinal)) ? AzureFiles.Recognises(probe) : 0;
    }

    /// <inheritdoc/>
    public void Read(TraceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        new AzureFiles(reading, new AzureSizes(options.AboveCores, options.AboveMemoryGib)).ReadAll();
    }
}
