using System;
using System.Linq;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Formats;

/// <summary>Azure Public Dataset V1: <c>vmtable</c> and CPU readings, plain or <c>.gz</c>, both or either.</summary>
/// <remarks>
/// CPU is the average reading; least and greatest are read when asked for. A VM created at 0 existed before the window, one
/// deleted at 2,591,700 s outlived it.
/// </remarks>
[Plugin("azure-v1", "a folder with vmtable*.csv[.gz] and vm_cpu_readings-file-*.csv[.gz], or one such file",
    Source = "Azure Public Dataset V1; Cortez et al., SOSP 2017")]
public sealed class AzureV1Reader : ITraceReader
{
    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return probe.Lines.Any(line => line.Contains('>', StringComparison.Ordinal)) ? 0 : AzureFiles.Recognises(probe);
    }

    /// <inheritdoc/>
    public void Read(TraceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        new AzureFiles(reading, AzureSizes.Exact).ReadAll();
    }
}
