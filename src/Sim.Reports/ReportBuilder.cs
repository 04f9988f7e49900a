using System;
using System.IO;
using Sim.Kernel;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports;

/// <summary>Builds <c>report.html</c>: one file that explains a result folder, opens from disk and needs no network.</summary>
public static class ReportBuilder
{
    /// <summary>The name of the page within a result folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Builds the page of a result folder from nothing but the folder, and writes it there.</summary>
    /// <param name="folderPath">A folder with <c>run.json</c>; tables it lacks are named in the page.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="InputException">
    /// There is no such folder, or its <c>run.json</c> or a table is damaged; the faults have file and line.
    /// </exception>
    public static string Build(string folderPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(folderPath);
        string page = ReportPage.Render(ResultReader.Open(folderPath), Assets.Embedded());
        string path = Path.Combine(folderPath, FileName);
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, page);
        File.Move(temporary, path, overwrite: true);
        return path;
    }
}
