using System;
using System.Collections.Generic;
using Sim.Traces;
using Sim.Traces.Formats;

namespace Sim.Benchmarks.Quick;

/// <summary>
/// Reads a readings file of some 200 MB into a workload: typed, ids mapped, the averages kept column by column.
/// The references: CsvHelper's low-level reader doing the same, the same keeping nothing, and a string for each cell.
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
        double Speed(int rounds, Action<string> work) => megabytes / Cost.CpuSeconds(rounds, () => work(path));
        double ours = Speed(Rounds, file => AzureReadings.Ingest(file));
        string checksum = Checksum(AzureReadings.Ingest(path));
        yield return new QuickRow(Name, ours, "MB/s", "csvhelper-same-work", Speed(Rounds, file => CsvHelperReadings.Ingest(file)), checksum);
        yield return new QuickRow(Name, ours, "MB/s", "csvhelper-keeps-nothing", Speed(Rounds, file => CsvHelperReadings.Sum(file)), checksum);
        yield return new QuickRow(Name, ours, "MB/s", "csvhelper-strings", Speed(1, file => CsvHelperReadings.SumOfStrings(file)), checksum);
    }

    public TinyCheck Tiny()
    {
        using Scratch scratch = new();
        string path = scratch.At("vm_cpu_readings-file-1-of-1.csv");
        ReadingsFile.Write(path, 20, 30);
        return new TinyCheck(Checksum(AzureReadings.Ingest(path)), Checksum(CsvHelperReadings.Ingest(path)));
    }

    private static string Checksum((long Rows, int Vms, Workload Workload) read)
    {
        double sum = 0;
        for (int vm = 0; vm < read.Vms; vm++)
        {
            foreach (double value in read.Workload.Samples(Counter.Cpu, vm))
            {
                sum += value;
            }
        }

        return Text.Of($"{read.Rows} rows {read.Vms} VMs sum {sum:F3}");
    }
}
