using NUnit.Framework;

namespace Sim.Tests.Traces;

[TestFixture]
internal sealed class CsvTraceWriterTests : TraceWriterContract
{
    protected override string Format => "csv";

    protected override string[] Names => ["t.csv", "t.csv.gz"];
}
