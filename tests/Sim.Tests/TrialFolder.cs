using System.IO;
using NUnit.Framework;
using Sim.Tests.Experiments;

namespace Sim.Tests;

/// <summary>Deletes the folder of the trial runs when all tests are done.</summary>
[SetUpFixture]
internal sealed class TrialFolder
{
    [OneTimeTearDown]
    public void Delete() => Directory.Delete(TrialRun.Folder, recursive: true);
}
