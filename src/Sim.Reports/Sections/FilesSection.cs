using System;
using System.IO;
using System.Linq;
using Sim.Kernel.Results;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>Links to every table with its size, and what each column means.</summary>
internal static class FilesSection
{
    public static void Render(PageContext page)
    {
        string[] tables = [.. page.Manifest.Tables.Select(schema => schema.Name).Where(page.Reader.Has)];
        if (tables.Length == 0)
        {
            page.Nothing("The folder holds no tables.");
            return;
        }

        DataTable.Begin(page.Html, "Tables of this result folder", "file", "a row is", "#rows", "#size");
        foreach (string table in tables)
        {
            string file = table + ".csv";
            page.Html.Add($"<tr><td><a href=\"{Uri.EscapeDataString(file)}\">{file}</a></td><td class=\"wrap\">{page.Reader.SchemaOf(table)!.Title}</td>");
            page.Html.Add($"<td class=\"num\">{Human.Number(page.Reader.CountRows(table))}</td><td class=\"num\">{Human.Bytes(new FileInfo(page.Reader.PathOf(table)).Length)}</td></tr>\n");
        }

        DataTable.End(page.Html);
        page.Html.Add("<h3>What the columns mean</h3>\n");
        foreach (TableSchema schema in page.Manifest.Tables)
        {
            Legend(page.Html, schema);
        }
    }

    private static void Legend(Html html, TableSchema schema)
    {
        html.Add($"<details><summary><code>{schema.Name}</code> – {schema.Title}</summary>\n");
        DataTable.Begin(html, $"Columns of {schema.Name}", "column", "unit", "meaning");
        foreach (Column column in schema.Columns)
        {
            html.Add($"<tr><td><code>{column.Name}</code></td><td>{column.Unit}</td><td class=\"wrap\">{column.Definition}</td></tr>\n");
        }

        DataTable.End(html);
        html.Add("</details>\n");
    }
}
