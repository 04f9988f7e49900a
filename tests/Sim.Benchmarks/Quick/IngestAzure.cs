using System;
using System.Collections.Generic;
using Sim.Traces;
using Sim.Traces.Formats;

namespace Sim.Benchmarks.Quick;

/// <summary>
/// Reads a readings file of some 200 MB into a workload: typed, ids mapped, the averages kept column by column. The
/// references parse and map the same but keep nothing.
/// </summary>
internal sealed class IngestAzure : IQuickBenchmark
{
    private const int Vms = 20_000;
    private const int Steps = 100;
    private const int Rounds = 4;
    private const double Mega = 1e6;

    public string Name => "ingest-azure";

    public IEnumerable<QuickRow> Run()
    {
        using Scratch scratch = new();
        string path = scratch.At("vm_cpu_readings-file-1-of-1.csv");
        double megabytes = ReadingsFile.Write(path, Vms, Steps) / Mega;
        double ours = megabytes / Cost.WallSeconds(Rounds, () => AzureReadings.Ingest(path));
        double lowLevel = megabytes / Cost.WallSeconds(Rounds, () => CsvHelperReadings.LowLevel(path));
        double strings = megabytes / Cost.WallSeconds(1, () => CsvHelperReadings.Strings(path));
        string checksum = Checksum(path);
        yield return new QuickRow(Name, ours, "MB/s", "csvhelper-low-level", lowLevel, checksum);
        yield return new QuickRow(Name, ours, "MB/s", "csvhelper-strings", strings, checksum);
    }

    public TinyCheck Tiny()
    {
        using Scratch scratch = new();
        string path = scratch.At("vm_cpu_readings-file-1-of-1.csv");
        ReadingsFile.Write(path, 20, 30);
        return new TinyCheck(Checksum(path), Text(CsvHelperReadings.LowLevel(path)));
    }

    private static string Checksum(string path)
    {
        (long rows, int vms, Workload workload) = AzureReadings.Ingest(path);
        double sum = 0;
        for (int vm = 0; vm < vms; vm++)
        {
            foreach (double value in workload.Samples(Counter.Cpu, vm))
            {
                sum += value;
            }
        }

        return Text((rows, vms, sum));
    }

    private static string Text((long Rows, int Vms, double Sum) read) =>
        Benchmarks.Text.Of($"{read.Rows} rows {read.Vms} VMs sum {read.Sum:F3}");
}
