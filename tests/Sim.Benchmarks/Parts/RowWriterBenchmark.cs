using System.Collections.Generic;
using System.IO;
using BenchmarkDotNet.Attributes;
using Sim.Kernel.Results;
using Sim.Reports.Results;

namespace Sim.Benchmarks.Parts;

/// <summary>Writes 10,000 rows of a number, a name and six measured values, as <c>host_samples</c> has them.</summary>
[MemoryDiagnoser]
public class RowWriterBenchmark
{
    private const int Rows = 10_000;
    private const int Reals = 6;

    private static readonly TableSchema Schema = new("rows", "rows to write", [.. Columns()]);

    private string _path = "";

    [GlobalSetup]
    public void Setup() => _path = Path.Combine(Directory.CreateTempSubdirectory("sim-bench-").FullName, "rows.csv");

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Benchmark(OperationsPerInvoke = Rows)]
    public void Write()
    {
        using (CsvRowWriter writer = new(Schema, _path))
        {
            for (int row = 0; row < Rows; row++)
            {
                writer.Integer(row * 300L);
                writer.Text("host-0017");
                for (int i = 0; i < Reals; i++)
                {
                    writer.Real(FormulaDemand.At(row, i) * 1234.5);
                }

                writer.EndRow();
            }
        }

        File.Delete(_path);
    }

    private static IEnumerable<Column> Columns()
    {
        yield return new Column("time_s", ColumnType.Integer, "s", "time");
        yield return new Column("host", ColumnType.Text, "", "host");
        for (int i = 0; i < Reals; i++)
        {
            yield return new Column(Text.Of($"value_{i}"), ColumnType.Real, "", "a value");
        }
    }
}
