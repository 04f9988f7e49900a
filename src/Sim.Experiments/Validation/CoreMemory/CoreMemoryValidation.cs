using System;
using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>Loops of one feature on every core of the catalogue, against what its configuration says: <c>sim validate core-memory</c>.</summary>
[Plugin("core-memory", "Pointer chases, strides, streams and loops of one feature on every core: its configured latencies, sizes and bandwidth.",
    Source = "cores.yaml, each row with the keys that it is made of")]
public sealed class CoreMemoryValidation : IValidation
{
    /// <inheritdoc/>
    public IEnumerable<ValidationCase> Run(ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return StudyRun.Cases(CoreMemoryStudies.All(options.Quick), options, "core memory");
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes(IReadOnlyList<ValidationCase> cases) =>
    [
        "ok: the error is within the tolerance, which was written down before the first run; expected values are sums of the core's own keys",
        "prefetchers are off; refreshes too, but for streams; caches are cold before each loop's setup, warmed by its first lap; --quick leaves out cores with large last levels",
        "a size is the largest ring, four of an octave, that takes a tenth of the way to the next level's latency at most",
    ];

}
