using System.IO;

namespace Sim.Tests.Reports;

/// <summary>A folder for one test, which deletes it at its end.</summary>
internal sealed class TemporaryFolder
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sim-reports-").FullName;

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Delete() => Directory.Delete(Path, recursive: true);
}
