using System;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Formats;

/// <summary>Any table with a row a sample: of many VMs, or <c>timestamp,value</c> of one, as in the Numenta benchmark.</summary>
/// <param name="mapping">Which column holds what.</param>
/// <remarks>Rows may come sorted by VM or by time. An empty cell is an absent value.</remarks>
[Plugin("csv", "any table with a row per VM and time, or timestamp and value of one VM; columns mapped by options",
    Source = "RFC 4180")]
public sealed class CsvTraceReader(CsvMapping mapping) : ITraceReader
{
    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        string[] header = probe.FirstLine.Split(',', ';', '\t', '|');
        string[] names = Array.ConvertAll(header, name => name.Trim(' ', '"'));
        return names.Length > 1 && new CsvColumns(names, new CsvMapping(), null).Faults.Count == 0 ? 20 : 0;
    }

    /// <inheritdoc/>
    public void Read(TraceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        new CsvFile(reading, mapping).ReadAll();
    }
}
