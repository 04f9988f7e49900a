using System;
using System.IO;
using System.Linq;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Writers;

/// <summary>Writes workloads as one CSV file with a row per VM and sample: everything but lifetimes and categories, exactly.</summary>
/// <remarks>Columns: <c>vm,time_s</c> and the counters that the workload has, by the names of <see cref="CounterText"/>. Absent is an empty cell.</remarks>
[Plugin("csv", "one CSV file with a row per VM and sample: vm,time_s,cpu_pct and what other counters there are",
    Source = "RFC 4180")]
public sealed class CsvTraceWriter : ITraceWriter
{
    /// <inheritdoc/>
    public bool WritesOneFile => true;

    /// <inheritdoc/>
    public void Write(Workload workload, ITraceOutput output)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(output);
        output.Add("trace.csv", stream => WriteAll(stream, workload));
    }

    private static void WriteAll(Stream stream, Workload workload)
    {
        using Utf8Output text = new(stream);
        Counter[] counters = [.. workload.Counters];
        text.Text(string.Join(',', counters.Select(counter => counter.Name()).Prepend("time_s").Prepend("vm"))).Raw("\n"u8);
        for (int vm = 0; vm < workload.VmCount; vm++)
        {
            WriteVm(text, workload, vm, counters);
        }
    }

    private static void WriteVm(Utf8Output text, Workload workload, int vm, Counter[] counters)
    {
        double[][] columns = Array.ConvertAll(counters, counter => workload.Samples(counter, vm));
        string name = Quoted(workload.Name(vm));
        for (int i = 0; i < workload.Count(vm); i++)
        {
            text.Text(name).Raw(","u8).Seconds(workload.SampleTime(vm, i).Nanoseconds);
            foreach (double[] column in columns)
            {
                text.Raw(","u8).Number(column[i]);
            }

            text.Raw("\n"u8);
        }
    }

    private static string Quoted(string name) => name.AsSpan().ContainsAny(",\"\r\n") || name.AsSpan().Trim().Length < name.Length
        ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : name;
}
