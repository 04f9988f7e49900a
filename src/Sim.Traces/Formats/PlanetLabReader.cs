using System;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>PlanetLab's CPU traces as CloudSim ships them: a file a VM, a whole percentage a line, a line every 300 s.</summary>
/// <remarks>Sizes are unknown. A sample holds until the next (CloudSim interpolates between the two instead).</remarks>
[Plugin("planetlab", "a folder of one file per VM, one whole CPU percentage a line, 300 s apart",
    Source = "CoMon, Park and Pai, 2006; Beloglazov and Buyya, CCPE 24(13), 2012; CloudSim workload/planetlab")]
public sealed class PlanetLabReader : ITraceReader
{
    // Lines are not cut: any character will do that a fault may show.
    private const char NoDelimiter = ';';

    private const string Expected = "a whole percentage from 0 to 100";

    private static readonly Duration NativeInterval = Duration.FromMinutes(5);

    /// <inheritdoc/>
    public int Recognises(TraceProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        foreach (string line in probe.Lines)
        {
            if (line.Length > 3 || !IsDigits(line))
            {
                return 0;
            }
        }

        return probe.Lines.Count > 0 ? 60 : 0;
    }

    /// <inheritdoc/>
    public void Read(TraceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        Duration interval = reading.Interval > Duration.Zero ? reading.Interval : NativeInterval;
        Growing<double> values = new();
        foreach (TraceEntry entry in reading.Input.Entries())
        {
            values.Clear();
            int vm = reading.AddFileVm(entry);
            reading.ReadRows(entry, NoDelimiter, rows => ReadLine(reading, entry, rows, values));
            reading.Rows += values.Count;
            if (vm >= 0)
            {
                reading.Builder.AddSamples(vm, Counter.Cpu, SimTime.Zero, interval, values.Span);
            }
        }
    }

    private static bool IsDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static void ReadLine(TraceReading reading, TraceEntry entry, TraceRows rows, Growing<double> values)
    {
        if (DecimalText.TryParse(rows.Line, out long percent) && percent is >= 0 and <= 100)
        {
            values.Add(percent);
        }
        else
        {
            string found = rows.Line.IsEmpty ? "an empty line" : FaultList.Quote(rows.Line);
            reading.Faults.Add(entry.Display, rows.Number, 1, found, Expected);
            // Lines carry no time: leaving one out would move all that follow.
            values.Add(double.NaN);
        }
    }
}
