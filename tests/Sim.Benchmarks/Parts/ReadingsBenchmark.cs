using System.IO;
using BenchmarkDotNet.Attributes;
using Sim.Benchmarks.Quick;
using Sim.Traces.Formats;

namespace Sim.Benchmarks.Parts;

/// <summary>Reads 100,000 rows (10 MB) of CPU readings: Sim's own parser and CsvHelper's low-level reader.</summary>
[MemoryDiagnoser]
public class ReadingsBenchmark
{
    private string _folder = "";
    private string _path = "";

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("sim-bench-").FullName;
        _path = Path.Combine(_folder, "vm_cpu_readings-file-1-of-1.csv");
        ReadingsFile.Write(_path, 1000, 100);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Baseline = true)]
    public long CsvHelper() => CsvHelperReadings.Ingest(_path).Rows;

    [Benchmark]
    public long Sim() => AzureReadings.Ingest(_path).Rows;
}
