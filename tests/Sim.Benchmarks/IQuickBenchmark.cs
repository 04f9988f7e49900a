using System.Collections.Generic;

namespace Sim.Benchmarks;

/// <summary>A benchmark that answers in under 50 seconds, beside a reference measured in the same run.</summary>
internal interface IQuickBenchmark
{
    /// <summary>The name on the command line and the first cell of its rows.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    IEnumerable<QuickRow> Run();

    /// <summary>Does the same work at a size that takes well under a second, and says what came out and what should have.</summary>
    TinyCheck Tiny();
}
