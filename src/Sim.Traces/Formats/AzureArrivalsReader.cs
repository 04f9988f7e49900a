using System;
using System.Globalization;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>Azure V1 arrivals as decoded: when each VM came, how large it is and how long it lived; no readings.</summary>
/// <remarks>
/// Rows have no names: VMs are called <c>vm-0</c>, <c>vm-1</c> and so on. A lifetime is known to lie between two bounds; their middle is taken.
/// Without bounds, or where the row says that the window ended first, the VM is never deleted.
/// </remarks>
[Plugin("azure-arrivals", "a CSV of VM arrivals, sizes and lifetimes: arrival_s,batch,vcpus,mem_gb[,life_lo_s,life_hi_s,censored]",
    Source = "Azure Public Dataset V1, Cortez et al., SOSP 2017; decoded from Huawei Cloud's trace_generation_rnn")]
public sealed class AzureArrivalsReader : ITraceReader
{
    private const string Header = "arrival_s,batch,vcpus,mem_gb";
    private const int ShortColumns = 4;
    private const int LongColumns = 7;
    private const double MibPerGib = 1024;

    private readonly double[] _row = new double[LongColumns];
    private readonly byte[] _name = new byte[32];

    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return probe.FirstLine.StartsWith(Header, StringComparison.Ordinal) ? 100 : 0;
    }

    /// <inheritdoc/>
    public void Read(TraceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        foreach (TraceEntry entry in reading.Input.Entries())
        {
            long rows = reading.Rows;
            int columns = 0;
            reading.ReadRows(entry, ',', row => columns = ReadLine(reading, entry, row, columns));
            reading.EmptyFiles += reading.Rows == rows ? 1 : 0;
        }
    }

    private int ReadLine(TraceReading reading, TraceEntry entry, TraceRows row, int columns)
    {
        if (row.Number == 1)
        {
            bool known = row.Line.StartsWith(System.Text.Encoding.ASCII.GetBytes(Header)) && row.Count is ShortColumns or LongColumns;
            if (!known)
            {
                reading.Faults.Add(entry.Display, 1, 1, FaultList.Quote(row.Line), $"the header {Header}[,life_lo_s,life_hi_s,censored]");
            }

            return known ? row.Count : 0;
        }

        if (columns > 0 && row.Count != columns)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{row.Count} columns");
            string expected = string.Create(CultureInfo.InvariantCulture, $"{columns} columns (is the line cut off?)");
            reading.Faults.Add(entry.Display, row.Number, 1, found, expected);
        }
        else if (columns > 0 && ReadRow(reading, entry, row))
        {
            AddVm(reading, columns);
        }

        return columns;
    }

    private bool ReadRow(TraceReading reading, TraceEntry entry, TraceRows row)
    {
        for (int i = 0; i < row.Count; i++)
        {
            if (!DecimalText.TryParse(row.Field(i), out _row[i]) || _row[i] < 0 || _row[i] > int.MaxValue)
            {
                reading.Faults.Add(
                    entry.Display,
                    row.Number,
                    row.Column(i),
                    FaultList.Quote(row.Field(i)),
                    "a number of 0 or more");
                return false;
            }
        }

        return true;
    }

    private void AddVm(TraceReading reading, int columns)
    {
        reading.Rows++;
        _ = reading.Builder.VmCount.TryFormat(_name.AsSpan(3), out int digits, default, CultureInfo.InvariantCulture);
        "vm-"u8.CopyTo(_name);
        int vm = reading.Builder.AddVm(_name.AsSpan(0, digits + 3));
        SimTime created = SimTime.FromSeconds((long)_row[0]);
        bool known = columns == LongColumns && _row[6] == 0;
        Duration life = new((long)((_row[4] + _row[5]) / 2 * Duration.NanosecondsPerSecond));
        reading.Builder.SetLifetime(vm, new Lifetime(created, known ? created + life : SimTime.Never, StartCensored: false, !known));
        reading.Builder.SetSize(vm, new VmSize((int)_row[2], double.NaN, _row[3] * MibPerGib));
    }
}
