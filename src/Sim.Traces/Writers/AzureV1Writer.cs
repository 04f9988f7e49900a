using System;
using System.IO;
using System.Linq;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Writers;

/// <summary>Writes workloads as Azure V1: <c>vmtable.csv.gz</c> and one file of readings, sorted by time.</summary>
/// <remarks>
/// Readings are taken on the grid of the nominal interval from the origin on; least and greatest equal the average where the
/// workload has none; percentages are rounded to six decimals. A VM that is never deleted gets the window's end, 2,591,700 s.
/// Unknown sizes are written as 1 core and 1 GB.
/// </remarks>
[Plugin("azure-v1", "a folder with vmtable.csv.gz and vm_cpu_readings-file-1-of-1.csv.gz",
    Source = "Azure Public Dataset V1; Cortez et al., SOSP 2017")]
public sealed class AzureV1Writer : ITraceWriter
{
    private const int StepsAtOnce = 64;
    private const long WindowEnd = 2_591_700;
    private const double MibPerGib = 1024;
    private const int Decimals = 6;
    private const double P95 = 0.95;

    /// <inheritdoc/>
    public bool WritesOneFile => false;

    /// <inheritdoc/>
    public void Write(Workload workload, ITraceOutput output)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentNullException.ThrowIfNull(output);
        output.Add("vmtable.csv.gz", stream => WriteTable(stream, workload));
        output.Add("vm_cpu_readings-file-1-of-1.csv.gz", stream => WriteReadings(stream, workload));
    }

    private static void WriteTable(Stream stream, Workload workload)
    {
        using Utf8Output text = new(stream);
        for (int vm = 0; vm < workload.VmCount; vm++)
        {
            VmSize size = workload.Size(vm);
            SimTime deleted = workload.Deleted(vm);
            double[] cpu = [.. workload.Samples(Counter.Cpu, vm).Where(value => !double.IsNaN(value)).Order()];
            text.Raw(workload.Names[vm]).Raw(",subscription,deployment,"u8)
                .Seconds(workload.Created(vm).Nanoseconds).Raw(","u8);
            _ = deleted == SimTime.Never ? text.Whole(WindowEnd) : text.Seconds(deleted.Nanoseconds);
            text.Raw(","u8).Number(cpu.Length == 0 ? 0 : cpu[^1])
                .Raw(","u8).Number(cpu.Length == 0 ? 0 : cpu.Average())
                .Raw(","u8).Number(cpu.Length == 0 ? 0 : cpu[(int)((cpu.Length - 1) * P95)])
                .Raw(","u8).Text(workload.Category(vm) is { Length: > 0 } category ? category : "Unknown")
                .Raw(","u8).Whole(Math.Max(size.VCpus, 1))
                .Raw(","u8).Number(double.IsNaN(size.MemoryMib) ? 1 : size.MemoryMib / MibPerGib)
                .Raw("\n"u8);
        }
    }

    /// <summary>Turns series by VM into rows by time, some steps at once so that each series is decoded few times.</summary>
    private static void WriteReadings(Stream stream, Workload workload)
    {
        using Utf8Output text = new(stream);
        Duration interval = workload.Interval > Duration.Zero ? workload.Interval : Duration.FromMinutes(5);
        Counter[] counters = [.. new[] { Counter.CpuMin, Counter.CpuMax, Counter.Cpu }
            .Select(counter => workload.Counters.Contains(counter) ? counter : Counter.Cpu)];
        double[][][] blocks = Array.ConvertAll(counters, _ => Blocks(workload.VmCount));
        long steps = workload.Span / interval;
        for (long first = 0; first < steps; first += StepsAtOnce)
        {
            Fill(workload, counters, interval, first, blocks);
            for (int k = 0; k < Math.Min(StepsAtOnce, steps - first); k++)
            {
                WriteStep(text, workload, blocks, k, interval * (first + k));
            }
        }
    }

    private static double[][] Blocks(int vms) => [.. Enumerable.Range(0, vms).Select(_ => new double[StepsAtOnce])];

    private static void Fill(Workload workload, Counter[] counters, Duration interval, long first, double[][][] blocks)
    {
        for (int c = 0; c < counters.Length; c++)
        {
            for (int vm = 0; vm < workload.VmCount; vm++)
            {
                workload.ReadGrid(counters[c], vm, SimTime.Zero, interval, first, blocks[c][vm]);
            }
        }
    }

    private static void WriteStep(Utf8Output text, Workload workload, double[][][] blocks, int k, Duration time)
    {
        for (int vm = 0; vm < workload.VmCount; vm++)
        {
            if (double.IsNaN(blocks[^1][vm][k]))
            {
                continue;
            }

            text.Seconds(time.Nanoseconds).Raw(","u8).Raw(workload.Names[vm]);
            foreach (double[][] block in blocks)
            {
                text.Raw(","u8).Number(Math.Round(block[vm][k], Decimals));
            }

            text.Raw("\n"u8);
        }
    }
}
